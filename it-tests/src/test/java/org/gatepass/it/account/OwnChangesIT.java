// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.gatepass.it.app.members.Member;
import org.gatepass.it.app.members.MemberChange;
import org.gatepass.it.app.members.MembersSecurity;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.own.SqlServlet;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An entity of the application's own with a list of changes: which callers are cached. */
@ArquillianTest
class OwnChangesIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withOwnEntity(
        "members",
        MembersSecurity.class,
        Member.class,
        MemberChange.class,
        CallerServlet.class,
        SqlServlet.class);
  }

  private OwnEntityClient client() {
    return new OwnEntityClient(Http.to(base, "/members"));
  }

  private void sql(String sql) {
    assertThat(client().sql(sql)).isPositive();
  }

  private void list(String name) {
    sql("update member_revision set number = number + 1");
    sql(
        "insert into member_change (number, name) select number, %s from member_revision"
            .formatted(name));
  }

  @Test
  @Shows(Attack.D10)
  void forgetsOnlyTheMembersWhoseChangesAreListed() throws InterruptedException {
    assertThat(client().authenticates("ann")).isTrue();
    assertThat(client().authenticates("ben")).isTrue();

    sql("update member set active = false where name in ('ann', 'ben')");
    list("'ann'");
    OwnEntityClient.letTheStalenessPass();
    assertThat(client().authenticates("ann")).isFalse();
    assertThat(client().authenticates("ben")).isTrue();

    list("null");
    OwnEntityClient.letTheStalenessPass();
    assertThat(client().authenticates("ben")).isFalse();
  }

  @Test
  void forgetsAllMembersWhereTheListHasAGap() throws InterruptedException {
    assertThat(client().authenticates("eve")).isTrue();

    sql("update member set active = false where name = 'eve'");
    list("'dan'");
    sql("delete from member_change where number < (select number from member_revision)");
    OwnEntityClient.letTheStalenessPass();

    assertThat(client().authenticates("eve")).isFalse();
  }
}
