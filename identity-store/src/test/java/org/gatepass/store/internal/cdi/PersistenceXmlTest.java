// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistenceXmlTest {
  private static PersistenceXml with(String content) throws XMLStreamException {
    String text =
        "<persistence xmlns=\"https://jakarta.ee/xml/ns/persistence\">"
            + "<persistence-unit name=\"other\"/><persistence-unit name=\"accounts\">"
            + content
            + "</persistence-unit></persistence>";
    return new PersistenceXml(
        PersistenceXml.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<class>org.example.User</class>",
        "<class>org.gatepass.store.AccountRevision</class>"
            + "<exclude-unlisted-classes>false</exclude-unlisted-classes>"
      })
  void reportsThatTheEntityOfTheAccountsIsMissing(String content) throws XMLStreamException {
    assertThat(with(content).problem("accounts"))
        .hasValue(
            "The persistence unit accounts lacks org.gatepass.store.UserAccount, the entity of the"
                + " accounts: name that class, org.gatepass.store.AccountRevision,"
                + " org.gatepass.store.AccountChange and org.gatepass.store.EndedLogin in"
                + " persistence.xml, and run the migrations V1__accounts.sql, V2__revision.sql,"
                + " V3__changes.sql, V4__ended_logins.sql, V5__password_change.sql, V6__stable_ids.sql and"
                + " V7__account_states.sql");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<class> org.gatepass.store.UserAccount </class>",
        "<jar-file>lib/gatepass-identity-store.jar</jar-file>",
        "<mapping-file>META-INF/accounts.xml</mapping-file>"
      })
  void acceptsAUnitThatMayHaveTheEntity(String content) throws XMLStreamException {
    assertThat(with(content).problem("accounts")).isEmpty();
  }

  @Test
  void reportsNothingForAnUnknownUnit() throws XMLStreamException {
    assertThat(with("").problem("elsewhere")).isEmpty();
  }
}
