// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.internal.header.MalformedHeaderException;
import org.gatepass.internal.header.OptionalWhitespace;
import org.gatepass.internal.trust.QuickAnswer;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.Peer;

/** Any bytes as the value of a header with a certificate, in all formats. A seed is the value. */
class CertificateHeaderFuzzTest {
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());
  private static final Pattern ID = Pattern.compile("spiffe://example\\.org(?:/[A-Za-z0-9._-]+)++");
  private static final CertificateCaller DOMAIN = CertificateCaller.parse("spiffe://example.org");

  private static CertificateHeader source(CertificateFormat format, CertificateCaller caller) {
    return new CertificateHeader(
        HeaderName.parse("client-cert"),
        format,
        null,
        caller,
        caller.needsIssuer() ? Set.of(new X500Principal("CN=Example CA,O=Example")) : Set.of());
  }

  private static Optional<String> name(
      CertificateFormat format, CertificateCaller caller, String value) {
    ClaimedIdentity claimed =
        QuickAnswer.of(() -> source(format, caller).read(PROXY, Headers.of("client-cert", value)));
    return claimed instanceof ClaimedIdentity.Named named
        ? Optional.of(named.callerName())
        : Optional.empty();
  }

  @FuzzTest
  @DictionaryEntries({
    "By=",
    "Hash=",
    ";Cert=\"",
    ";Subject=\"CN=",
    ";URI=spiffe://example.org/web",
    ";URI=",
    ";DNS=",
    "\\\"",
    "\\\\",
    "\",",
    "/../",
    "-----BEGIN%20CERTIFICATE-----%0A",
    "%0A-----END%20CERTIFICATE-----%0A",
    "%250A",
    ":MII",
    "==:"
  })
  void namesACallerByOneMeaningOnly(byte[] seed) {
    String value = new String(seed, StandardCharsets.ISO_8859_1);
    for (CertificateFormat format : CertificateFormat.values()) {
      for (CertificateCaller caller : List.of(SubjectAttribute.CN, DOMAIN)) {
        name(format, caller, value)
            .ifPresent(name -> assertThat(isRight(format, caller, value, name)).isTrue());
      }
    }
    readsUrisAsEveryOtherReader(value);
  }

  private static boolean isRight(
      CertificateFormat format, CertificateCaller caller, String value, String name) {
    boolean certificate = format != CertificateFormat.XFCC || value.contains("Cert=");
    // HTTP removes blanks around a value.
    String sent = OptionalWhitespace.trim(value);
    return caller instanceof SubjectAttribute
        ? certificate
        : ID.matcher(name).matches()
            && (certificate
                || sent.endsWith("URI=" + name)
                || sent.endsWith("URI=\"" + name + "\""));
  }

  /** A value whose URIs depend on the meaning of a backslash is malformed. */
  private static void readsUrisAsEveryOtherReader(String value) {
    ForwardedCertificate forwarded;
    try {
      forwarded = ForwardedClientCert.read(value);
    } catch (MalformedHeaderException malformed) {
      return;
    }
    if (forwarded.certificate() == null) {
      assertThat(forwarded.uris()).isEqualTo(uris(value, false)).isEqualTo(uris(value, true));
    }
  }

  /**
   * A lenient reader.
   *
   * @param escapesAll whether a backslash escapes each character or a quote alone
   */
  private static List<String> uris(String value, boolean escapesAll) {
    List<String> uris = new ArrayList<>();
    StringBuilder pair = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i <= value.length(); i++) {
      char c = i < value.length() ? value.charAt(i) : ';';
      boolean escapes =
          quoted
              && c == '\\'
              && i + 1 < value.length()
              && (escapesAll || value.charAt(i + 1) == '"');
      if (escapes) {
        pair.append(value.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ';' || c == ',')) {
        if (pair.toString().startsWith("URI=")) {
          uris.add(pair.substring("URI=".length()));
        }
        pair.setLength(0);
      } else {
        pair.append(c);
      }
    }
    return uris.equals(List.of("")) ? List.of() : uris;
  }
}
