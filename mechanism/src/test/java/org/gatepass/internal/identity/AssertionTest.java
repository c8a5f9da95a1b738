// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatepass.internal.trust.Certificates;
import org.gatepass.spi.Peer;
import org.junit.jupiter.api.Test;

class AssertionTest {
  @Test
  void showsNothingOfWhatAHeaderSaid() { // C13
    assertThat(
            new Assertion.Asserted(
                "alice", Set.of("user"), "alice@example.org", "Alice", null, Set.of(), null))
        .hasToString("Asserted");
  }

  @Test
  void keepsItsGroups() {
    Set<String> groups = new HashSet<>(Set.of("user"));
    Assertion.Asserted asserted =
        new Assertion.Asserted("alice", groups, null, null, null, Set.of(), null);
    groups.add("administrator");
    assertThat(asserted.groups()).containsExactly("user");
  }

  @Test
  void restsOnAPeerThatKeepsItsCertificates() {
    List<X509Certificate> certificates = new ArrayList<>(List.of(Certificates.PROXY));
    Peer peer = new Peer("10.1.2.3", certificates);
    certificates.clear();
    assertThat(peer.certificates()).containsExactly(Certificates.PROXY);
  }
}
