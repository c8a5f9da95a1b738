// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gatepass.it.Http.Answer;
import org.gatepass.it.members.Member;
import org.gatepass.it.members.MemberChange;
import org.gatepass.it.members.MembersSecurity;
import org.gatepass.it.own.CallerServlet;
import org.gatepass.it.own.SqlServlet;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An entity of the application's own with a list of changes: which callers are cached. */
@ArquillianTest
class OwnChangesIT {
  private static final long STALENESS_MILLIS = 1_000;

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

  private Http http() {
    return Http.to(base, "/members");
  }

  private boolean getsIn(String name) {
    JsonObject caller = http().header("remote-user", name).get("/caller").json();
    return caller.containsKey("name");
  }

  private void sql(String sql) {
    Answer answer =
        http()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/sql", "sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    assertThat(answer.body().strip()).isNotEqualTo("0").containsOnlyDigits();
  }

  private void list(String name) {
    sql("update member_revision set number = number + 1");
    sql(
        "insert into member_change (number, name) select number, %s from member_revision"
            .formatted(name));
  }

  /** A listed change is read within this time; there is no event to wait for. */
  private static void letTheStalenessPass() throws InterruptedException {
    Thread.sleep(STALENESS_MILLIS);
  }

  @Test
  @Shows(Attack.D10)
  void forgetsOnlyTheMembersWhoseChangesAreListed() throws InterruptedException {
    assertThat(getsIn("ann")).isTrue();
    assertThat(getsIn("ben")).isTrue();

    sql("update member set active = false where name in ('ann', 'ben')");
    list("'ann'");
    letTheStalenessPass();
    assertThat(getsIn("ann")).isFalse();
    assertThat(getsIn("ben")).isTrue();

    list("null");
    letTheStalenessPass();
    assertThat(getsIn("ben")).isFalse();
  }

  @Test
  void forgetsAllMembersWhereTheListHasAGap() throws InterruptedException {
    assertThat(getsIn("eve")).isTrue();

    sql("update member set active = false where name = 'eve'");
    list("'dan'");
    sql("delete from member_change where number < (select number from member_revision)");
    letTheStalenessPass();

    assertThat(getsIn("eve")).isFalse();
  }
}
