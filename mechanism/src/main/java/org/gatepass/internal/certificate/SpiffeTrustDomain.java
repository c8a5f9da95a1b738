// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import java.util.List;
import java.util.regex.Pattern;
import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;
import org.jspecify.annotations.Nullable;

/**
 * A SPIFFE trust domain, whose workloads are the callers. The caller name is the whole SPIFFE id. A
 * certificate has exactly one URI (X.509-SVID, section 2).
 *
 * @param name the name of the trust domain
 */
public record SpiffeTrustDomain(String name) implements CertificateCaller {
  static final String SCHEME = "spiffe://";

  /** SPIFFE-ID, section 2.3. */
  private static final int MAX_ID = 2_048;

  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,255}");
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._-]+");

  static SpiffeTrustDomain parse(String text) {
    String name = text.substring(SCHEME.length());
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "is not spiffe:// and the name of a trust domain: lower-case letters, digits and ._-"
              + " only, without a path");
    }
    return new SpiffeTrustDomain(name);
  }

  @Override
  public boolean needsIssuer() {
    return false;
  }

  @Override
  public boolean isOwnForm(String id) {
    return isOfThisDomain(id) && isPath(id.substring(prefix().length()), id.length());
  }

  @Override
  public @Nullable String name(ForwardedCertificate forwarded) throws MalformedHeaderException {
    List<String> uris = forwarded.uris();
    if (uris.size() > 1) {
      throw new MalformedHeaderException(Rejection.UNFIT_NAME);
    }
    if (uris.isEmpty() || !isOfThisDomain(uris.get(0))) {
      return null;
    }
    if (!isOwnForm(uris.get(0))) {
      throw new MalformedHeaderException(Rejection.UNFIT_NAME);
    }
    return uris.get(0);
  }

  private boolean isOfThisDomain(String id) {
    return id.startsWith(prefix());
  }

  private String prefix() {
    return SCHEME + name + "/";
  }

  /** Whether the id is short enough, and each segment is legal and not {@code .} or {@code ..}. */
  private static boolean isPath(String path, int lengthOfId) {
    if (lengthOfId > MAX_ID) {
      return false;
    }
    for (String segment : path.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }
}
