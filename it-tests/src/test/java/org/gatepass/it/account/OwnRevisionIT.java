// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.own.SqlServlet;
import org.gatepass.it.app.roster.Member;
import org.gatepass.it.app.roster.Revision;
import org.gatepass.it.app.roster.RosterSecurity;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An entity of the application's own with a revision: which callers are cached, and how long. */
@ArquillianTest
class OwnRevisionIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withOwnEntity(
        "roster",
        RosterSecurity.class,
        Member.class,
        Revision.class,
        CallerServlet.class,
        SqlServlet.class);
  }

  private OwnEntityClient client() {
    return new OwnEntityClient(Http.to(base, "/roster"));
  }

  private void sql(String sql) {
    assertThat(client().sql(sql)).isEqualTo(1);
  }

  @Test
  @Shows(Attack.D10)
  void cachesMembersUntilTheRevisionChanges() throws InterruptedException {
    assertThat(client().authenticates("ann")).isTrue();
    sql("update roster_member set active = false where name = 'ann'");
    OwnEntityClient.letTheStalenessPass();
    assertThat(client().authenticates("ann")).isTrue();

    sql("update roster_revision set revision = revision + 1");
    OwnEntityClient.letTheStalenessPass();
    assertThat(client().authenticates("ann")).isFalse();
  }

  @Test
  void cachesNoCallerWithoutARevision() throws InterruptedException {
    sql("delete from roster_revision");
    try {
      OwnEntityClient.letTheStalenessPass();
      assertThat(client().authenticates("ben")).isTrue();
      sql("update roster_member set active = false where name = 'ben'");
      assertThat(client().authenticates("ben")).isFalse();
    } finally {
      sql("insert into roster_revision values (1, 1000000)");
      OwnEntityClient.letTheStalenessPass();
    }
  }
}
