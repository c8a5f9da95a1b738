// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeTrustDomainTest {
  private final CertificateCaller domain = CertificateCaller.parse("spiffe://example.org");

  private String name(String... uris) throws MalformedHeaderException {
    return domain.name(new ForwardedCertificate(null, List.of(uris)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spiffe://a", "spiffe://example.org", "spiffe://a-b_c.1"})
  void isConfiguredByItsId(String text) {
    assertThat(CertificateCaller.parse(text))
        .isEqualTo(new SpiffeTrustDomain(text.substring("spiffe://".length())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://",
        "spiffe://Example.org",
        "spiffe://example.org/",
        "spiffe://example.org/ns",
        "spiffe://example.org:8443",
        "spiffe://user@example.org",
        "spiffe://*",
        "spiffe://a,spiffe://b"
      })
  void rejectsATextThatIsNotOneName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CertificateCaller.parse(text))
        .withMessage(
            "is not spiffe:// and the name of a trust domain: lower-case letters, digits and ._-"
                + " only, without a path");
  }

  @Test
  void needsNoIssuer() {
    assertThat(domain.needsIssuer()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://example.org/web",
        "spiffe://example.org/ns/prod/sa/web",
        "spiffe://example.org/A.b-c_9/...",
        "spiffe://example.org/.a"
      })
  void namesItsWorkloads(String id) throws MalformedHeaderException {
    assertThat(name(id)).isEqualTo(id);
    assertThat(domain.isOwnForm(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://other.test/web",
        "spiffe://example.org.other.test/web",
        "spiffe://sub.example.org/web",
        "spiffe://example.org",
        "spiffe://EXAMPLE.ORG/web",
        "SPIFFE://example.org/web",
        "spiffe://user@example.org/web",
        "spiffe://example.org:8443/web",
        "https://example.org/web",
        "web"
      })
  void ignoresOtherUris(String id) throws MalformedHeaderException {
    assertThat(name(id)).isNull();
    assertThat(domain.isOwnForm(id)).isFalse();
  }

  @Test
  void ignoresACertificateWithoutAnId() throws MalformedHeaderException {
    assertThat(name()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://example.org/",
        "spiffe://example.org//web",
        "spiffe://example.org/web/",
        "spiffe://example.org/web/../admin",
        "spiffe://example.org/./web",
        "spiffe://example.org/web?x",
        "spiffe://example.org/web#x",
        "spiffe://example.org/w%65b",
        "spiffe://example.org/web;x",
        "spiffe://example.org/web web",
        "spiffe://example.org/wéb"
      })
  void rejectsAnyOtherPath(String id) {
    assertThatThrownBy(() -> name(id))
        .isInstanceOfSatisfying(
            MalformedHeaderException.class,
            e -> assertThat(e.reason()).isEqualTo(Rejection.UNFIT_NAME));
    assertThat(domain.isOwnForm(id)).isFalse();
  }

  @Test
  void limitsTheLengthOfAnId() {
    String start = "spiffe://example.org/";

    assertThat(domain.isOwnForm(start + "a".repeat(2_048 - start.length()))).isTrue();
    assertThat(domain.isOwnForm(start + "a".repeat(2_049 - start.length()))).isFalse();
  }

  @Test
  void rejectsASecondUri() {
    for (String second :
        List.of("spiffe://example.org/web", "spiffe://other.test/web", "https://example.org/")) {
      assertThatThrownBy(() -> name("spiffe://example.org/web", second)).hasMessage("UNFIT_NAME");
      assertThatThrownBy(() -> name(second, "spiffe://example.org/web")).hasMessage("UNFIT_NAME");
    }
  }
}
