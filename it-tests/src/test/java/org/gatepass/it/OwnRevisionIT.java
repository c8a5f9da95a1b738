// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gatepass.it.Http.Answer;
import org.gatepass.it.own.CallerServlet;
import org.gatepass.it.own.SqlServlet;
import org.gatepass.it.roster.Member;
import org.gatepass.it.roster.Revision;
import org.gatepass.it.roster.RosterSecurity;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An entity of the application's own with a revision: which callers are cached, and how long. */
@ArquillianTest
class OwnRevisionIT {
  private static final long STALENESS_MILLIS = 1_000;

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

  private Http http() {
    return Http.to(base, "/roster");
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
    assertThat(answer.body().strip()).isEqualTo("1");
  }

  /** A changed revision is read within this time; there is no event to wait for. */
  private static void letTheStalenessPass() throws InterruptedException {
    Thread.sleep(STALENESS_MILLIS);
  }

  @Test
  @Shows(Attack.D10)
  void cachesMembersUntilTheRevisionChanges() throws InterruptedException {
    assertThat(getsIn("ann")).isTrue();
    sql("update roster_member set active = false where name = 'ann'");
    letTheStalenessPass();
    assertThat(getsIn("ann")).isTrue();

    sql("update roster_revision set revision = revision + 1");
    letTheStalenessPass();
    assertThat(getsIn("ann")).isFalse();
  }

  @Test
  void cachesNoCallerWithoutARevision() throws InterruptedException {
    sql("delete from roster_revision");
    try {
      letTheStalenessPass();
      assertThat(getsIn("ben")).isTrue();
      sql("update roster_member set active = false where name = 'ben'");
      assertThat(getsIn("ben")).isFalse();
    } finally {
      sql("insert into roster_revision values (1, 1000000)");
      letTheStalenessPass();
    }
  }
}
