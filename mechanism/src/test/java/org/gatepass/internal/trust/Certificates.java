// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Client certificates, made with {@code openssl x509 -req}. Their keys were thrown away. */
public final class Certificates {
  /** CN=proxy,O=Example, signed by CN=Example CA,O=Example. */
  public static final X509Certificate PROXY =
      read(
          """
          -----BEGIN CERTIFICATE-----
          MIIBMTCB2QIBATAKBggqhkjOPQQDAjAnMRAwDgYDVQQKDAdFeGFtcGxlMRMwEQYD
          VQQDDApFeGFtcGxlIENBMCAXDTI2MTEyMTIyMDA1MFoYDzIxMjYxMDI4MjIwMDUw
          WjAiMRAwDgYDVQQKDAdFeGFtcGxlMQ4wDAYDVQQDDAVwcm94eTBZMBMGByqGSM49
          AgEGCCqGSM49AwEHA0IABGnlyazDYZPhFFw8X14gViUb+aKBxPkMieYbWx/DNk3X
          M9Bf/nME7siAwZrTrr4MlzZn/j8JmRcb4xmNKRVqencwCgYIKoZIzj0EAwIDRwAw
          RAIgX3cM8nJgIyL94dHrddF7BwapPfv0Xx+ldJMKS9LFpBYCIBJ+ipG/5Bojl5MA
          hAh30PNqQmPyXHT2aX71UFZ/jh8Y
          -----END CERTIFICATE-----
          """);

  /** CN=proxy,O=Example, signed by CN=Other CA,O=Elsewhere. */
  public static final X509Certificate SAME_SUBJECT =
      read(
          """
          -----BEGIN CERTIFICATE-----
          MIIBMjCB2QIBAjAKBggqhkjOPQQDAjAnMRIwEAYDVQQKDAlFbHNld2hlcmUxETAP
          BgNVBAMMCE90aGVyIENBMCAXDTI2MTEyMTIyMDA1MFoYDzIxMjYxMDI4MjIwMDUw
          WjAiMRAwDgYDVQQKDAdFeGFtcGxlMQ4wDAYDVQQDDAVwcm94eTBZMBMGByqGSM49
          AgEGCCqGSM49AwEHA0IABB5yivIWv/RuF0L+duwLiw3VEKpMfmwk+NLzYKmM0sOt
          4cOzjiO9bDR/0wkSE35prL+63nq7j+dGIBcQ8AmbF5MwCgYIKoZIzj0EAwIDSAAw
          RQIgBLjMtiwtNJminqJ2p8kIN4+wmonitMQSg8BK+OWtLRkCIQCAYnV2PgSDdDSK
          KYTgmj87ESoVUAiYRAKtIFFOEG3iog==
          -----END CERTIFICATE-----
          """);

  /** CN=other,O=Example, signed by CN=Example CA,O=Example. */
  public static final X509Certificate SAME_ISSUER =
      read(
          """
          -----BEGIN CERTIFICATE-----
          MIIBMTCB2QIBAzAKBggqhkjOPQQDAjAnMRAwDgYDVQQKDAdFeGFtcGxlMRMwEQYD
          VQQDDApFeGFtcGxlIENBMCAXDTI2MTEyMTIyMDA1MFoYDzIxMjYxMDI4MjIwMDUw
          WjAiMRAwDgYDVQQKDAdFeGFtcGxlMQ4wDAYDVQQDDAVvdGhlcjBZMBMGByqGSM49
          AgEGCCqGSM49AwEHA0IABLfG72n6K8VIzgqCssnoGBVzhES6VjiQPBSTULsso2xY
          iTbSkChmXZhOYOU0qpk7/f5EC6mPqKkUHG5cwVJggyEwCgYIKoZIzj0EAwIDRwAw
          RAIgOfRavP+6ICMrWUo5Wh3J6vwe32UQVoACjG369TpB1OkCIHjI0LsJaGS/yVs8
          dx2wOkJ4+v6GknNKBvy1woLm7OAy
          -----END CERTIFICATE-----
          """);

  private Certificates() {}

  private static X509Certificate read(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }
}
