// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Client certificates in PEM, made with {@code openssl x509 -req}, and their notations in headers.
 * The authority is {@code CN=Example CA,O=Example} where nothing else is written. The keys were
 * deleted.
 */
public final class ClientCertificates {
  /** O=Example,CN=alice,UID=a1,emailAddress=alice@example.org. */
  public static final String ALICE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBxTCCAWugAwIBAgIJAO21oEfUvn7iMAoGCCqGSM49BAMCMCcxEDAOBgNVBAoM
      B0V4YW1wbGUxEzARBgNVBAMMCkV4YW1wbGUgQ0EwIBcNMjYxMTI3MTkyMTA3WhgP
      MjEyNjExMDMxOTIxMDdaMFgxEDAOBgNVBAoMB0V4YW1wbGUxDjAMBgNVBAMMBWFs
      aWNlMRIwEAYKCZImiZPyLGQBAQwCYTExIDAeBgkqhkiG9w0BCQEWEWFsaWNlQGV4
      YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE3sRpHdkpqBUYpEAl
      9wZKXYzgsLdRbz4wc3XtE622zcDQzF+ehRXwMWUGAiwsNiUjbaNqiKifQFsNXgqy
      WtvblKNNMEswCQYDVR0TBAIwADAdBgNVHQ4EFgQUIYaZirui3klSEEz2SOREOzul
      5n8wHwYDVR0jBBgwFoAUW1kcaNhb8UVEO9lceTVUq7QVmxowCgYIKoZIzj0EAwID
      SAAwRQIhANxArEjb83tMLf6Afnr3BRJGbw4+ieDVL2fzeRclcefwAiASSyhMj0b/
      dthxRG4zxlY89wn7+TiowyXHiK14Lw9HgQ==
      -----END CERTIFICATE-----
      """;

  /** CN=alice, signed by CN=Other CA,O=Elsewhere. */
  public static final String OTHER_ISSUER =
      """
      -----BEGIN CERTIFICATE-----
      MIIBojCCAUigAwIBAgIIZI/YBpgNb7YwCgYIKoZIzj0EAwIwJzESMBAGA1UECgwJ
      RWxzZXdoZXJlMREwDwYDVQQDDAhPdGhlciBDQTAgFw0yNjExMjcxOTIxMDdaGA8y
      MTI2MTEwMzE5MjEwN1owNjEQMA4GA1UECgwHRXhhbXBsZTEOMAwGA1UEAwwFYWxp
      Y2UxEjAQBgoJkiaJk/IsZAEBDAJhMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
      BNTILAkmuE2oSh5EHXAplFxadzJjSIRLJI7FO5cK/0ozrzzKwOx1NEMkVUwLDXs4
      SweewqxzVjchsx3Yz4yXcpmjTTBLMAkGA1UdEwQCMAAwHQYDVR0OBBYEFG6ENRoV
      UB0F+22kR6PeaMlQiLNCMB8GA1UdIwQYMBaAFJno+8/9rvv1wwXSIbc1xvUJa9re
      MAoGCCqGSM49BAMCA0gAMEUCIQCWda43+d7ARSEemgFblrIFgI6195n3s3BPPe+7
      x5U3AQIgQF3AipNDZTna/063X0p9ZqB8lt6rO1p4e2BJgtvpzsc=
      -----END CERTIFICATE-----
      """;

  /** CN=alice, signed by another key of the name CN=Example CA,O=Example. */
  public static final String SAME_ISSUER_NAME =
      """
      -----BEGIN CERTIFICATE-----
      MIIBjzCCATSgAwIBAgIIYRYmrHf1Ic4wCgYIKoZIzj0EAwIwJzEQMA4GA1UECgwH
      RXhhbXBsZTETMBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjcxOTIxMDdaGA8y
      MTI2MTEwMzE5MjEwN1owIjEQMA4GA1UECgwHRXhhbXBsZTEOMAwGA1UEAwwFYWxp
      Y2UwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ0Ga/Z8VsUqvNALsZnV/cOOTKg
      OwLO0juik7/dWrazkelzgXnt2TqxAZaE4Bmt6nPhIk07x0PLj768mip+bW6Go00w
      SzAJBgNVHRMEAjAAMB0GA1UdDgQWBBQdsbo7l290MqwfQ65k8pEWLMFmhDAfBgNV
      HSMEGDAWgBRmKEHTkrnOSgGf7R2mpr/w1bmYoTAKBggqhkjOPQQDAgNJADBGAiEA
      xncyfVqTgMThat3l5gJ8Fc9NeSH+SiLAUiMDpIhpUTICIQCPCADOaKamfwMm/2tN
      5F3EqsiWuDAh7rBJDYf5LSaG0w==
      -----END CERTIFICATE-----
      """;

  /** CN=alice,CN=admin: two attributes. */
  public static final String TWO_NAMES =
      """
      -----BEGIN CERTIFICATE-----
      MIIBnjCCAUSgAwIBAgIIEaNe0Akm9HUwCgYIKoZIzj0EAwIwJzEQMA4GA1UECgwH
      RXhhbXBsZTETMBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjcxOTIxMDdaGA8y
      MTI2MTEwMzE5MjEwN1owMjEQMA4GA1UECgwHRXhhbXBsZTEOMAwGA1UEAwwFYWxp
      Y2UxDjAMBgNVBAMMBWFkbWluMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9nG2
      LsejePQ5p11EN1O/EdWvrN2rMVTrL/z9IeR0V8UbrOgLY6UbMIfggBYJfxbd09M1
      Fo92na0BQ62aA0puFqNNMEswCQYDVR0TBAIwADAdBgNVHQ4EFgQU2ickTRs6Gs3K
      QCdA+JkLgh/stsIwHwYDVR0jBBgwFoAUW1kcaNhb8UVEO9lceTVUq7QVmxowCgYI
      KoZIzj0EAwIDSAAwRQIhAIlMvs+GHU1gHwLVM5hmI3Q97u0UF3vaPcvqGOxg49kb
      AiBm4GbeLcWf9zsusQTcnFsaCVzNCnFVGb7UQIJ8ua7JDA==
      -----END CERTIFICATE-----
      """;

  /** CN=alice\,CN=admin: one attribute with a comma. */
  public static final String COMMA =
      """
      -----BEGIN CERTIFICATE-----
      MIIBlzCCAT2gAwIBAgIIEIIMy5k601swCgYIKoZIzj0EAwIwJzEQMA4GA1UECgwH
      RXhhbXBsZTETMBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjcxOTIxMDdaGA8y
      MTI2MTEwMzE5MjEwN1owKzEQMA4GA1UECgwHRXhhbXBsZTEXMBUGA1UEAwwOYWxp
      Y2UsQ049YWRtaW4wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATtF8GtN+AYHOp+
      Z1m4l1XyWcNhU05ClKAKyhq5DD61Y1hTzdR4d0xyCtlE6GgFA7xuiRsUnSn6gxwp
      sEdsBtFVo00wSzAJBgNVHRMEAjAAMB0GA1UdDgQWBBSkZ3IjFr7tggGtydjAyU4O
      s4gMizAfBgNVHSMEGDAWgBRbWRxo2FvxRUQ72Vx5NVSrtBWbGjAKBggqhkjOPQQD
      AgNIADBFAiEA5AB62wKmvcKZBpM/rBYhxVmtJNa/tbUYqYv25ngHYAgCIB/m8Iq3
      i4axKvwvgWRv+RypProNFcHGzykqwdII4L4Z
      -----END CERTIFICATE-----
      """;

  /** A common name with a quote and a semicolon: alice";URI=spiffe://example.org/admin. */
  public static final String QUOTE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBrzCCAVWgAwIBAgIJAPqPE/XVrb5DMAoGCCqGSM49BAMCMCcxEDAOBgNVBAoM
      B0V4YW1wbGUxEzARBgNVBAMMCkV4YW1wbGUgQ0EwIBcNMjYxMTI3MTkyMTA3WhgP
      MjEyNjExMDMxOTIxMDdaMEIxEDAOBgNVBAoMB0V4YW1wbGUxLjAsBgNVBAMMJWFs
      aWNlIjtVUkk9c3BpZmZlOi8vZXhhbXBsZS5vcmcvYWRtaW4wWTATBgcqhkjOPQIB
      BggqhkjOPQMBBwNCAASs68vTsoDkSAHmu7NFI+dyBNZPZiCyIonv60Zz5ka1+Zh/
      /yTmAiT3qSW5TIbsnOe2XDYbxYMxAYrI2KKVXbAao00wSzAJBgNVHRMEAjAAMB0G
      A1UdDgQWBBSvoGsCvz/1CXMuRxD5BVMIeierQzAfBgNVHSMEGDAWgBRbWRxo2Fvx
      RUQ72Vx5NVSrtBWbGjAKBggqhkjOPQQDAgNIADBFAiAPmATTQBLd19JTtDgH+NVj
      GRX2jH1MVkzhIkQFEWkU1AIhAJT1opDbd9pVszNqBGPVgX9T0ZfRehi0V7v91o9o
      q70h
      -----END CERTIFICATE-----
      """;

  /** The SPIFFE id spiffe://example.org/ns/prod/sa/web. */
  public static final String WEB =
      """
      -----BEGIN CERTIFICATE-----
      MIIBrDCCAVKgAwIBAgIIby0qgfYAAyQwCgYIKoZIzj0EAwIwJzEQMA4GA1UECgwH
      RXhhbXBsZTETMBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjcxOTIxMDdaGA8y
      MTI2MTEwMzE5MjEwN1owEDEOMAwGA1UECgwFU1BJUkUwWTATBgcqhkjOPQIBBggq
      hkjOPQMBBwNCAAT/ny2xov3xfqYSBvqYecb1D3L03QdnT4iZSqWM0t0l9MqJaP9l
      pjGWTHWkDHZcLkFW3s9gCuQ48dHpbvcpSaN+o30wezAuBgNVHREEJzAlhiNzcGlm
      ZmU6Ly9leGFtcGxlLm9yZy9ucy9wcm9kL3NhL3dlYjAJBgNVHRMEAjAAMB0GA1Ud
      DgQWBBQNUFUcvZhJO7OppXkY1JfI07/EtjAfBgNVHSMEGDAWgBRbWRxo2FvxRUQ7
      2Vx5NVSrtBWbGjAKBggqhkjOPQQDAgNIADBFAiEA9AYUkV3IYPYeDxPOP8MjfQU4
      oR0yFdxKCOqqzv2lDeMCIHN1xFeojd5+i5QrIzB0fDU3ZPbscoielLt8GpwZv797
      -----END CERTIFICATE-----
      """;

  /** The SPIFFE id spiffe://other.test/ns/prod/sa/web. */
  public static final String OTHER_DOMAIN =
      """
      -----BEGIN CERTIFICATE-----
      MIIBqzCCAVKgAwIBAgIJAOsZEFSpfrxxMAoGCCqGSM49BAMCMCcxEDAOBgNVBAoM
      B0V4YW1wbGUxEzARBgNVBAMMCkV4YW1wbGUgQ0EwIBcNMjYxMTI3MTkyMTA3WhgP
      MjEyNjExMDMxOTIxMDdaMBAxDjAMBgNVBAoMBVNQSVJFMFkwEwYHKoZIzj0CAQYI
      KoZIzj0DAQcDQgAENNf6aZtsP3wD0a/LFc15qf2AQYwdu9GyVen77HxjwPn19LRz
      OZry61S3xjE+5xE/FavUdRXNiq0VxTR3r/knQaN8MHowLQYDVR0RBCYwJIYic3Bp
      ZmZlOi8vb3RoZXIudGVzdC9ucy9wcm9kL3NhL3dlYjAJBgNVHRMEAjAAMB0GA1Ud
      DgQWBBSvGUAGHoYS7fByK7UROEJBM7bV/jAfBgNVHSMEGDAWgBRbWRxo2FvxRUQ7
      2Vx5NVSrtBWbGjAKBggqhkjOPQQDAgNHADBEAiAov4bEwdTHj1ACFQ836vE+Nuf0
      Z/HdYgUlGhSmSZ6MtwIgf1qreFf5J5JGYV+WQOpoB1rl/SRNVUbASZrF/aLkmvE=
      -----END CERTIFICATE-----
      """;

  /** The URIs spiffe://example.org/web and spiffe://example.org/admin. */
  public static final String TWO_URIS =
      """
      -----BEGIN CERTIFICATE-----
      MIIBvzCCAWWgAwIBAgIIPX33HxAsbXIwCgYIKoZIzj0EAwIwJzEQMA4GA1UECgwH
      RXhhbXBsZTETMBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjcxOTIxMDdaGA8y
      MTI2MTEwMzE5MjEwN1owEDEOMAwGA1UECgwFU1BJUkUwWTATBgcqhkjOPQIBBggq
      hkjOPQMBBwNCAASqOmSevKxcFqmlGybJrokHzXsikiYql95ntIicj7iWzk9S4suS
      hvddrbS1E75K4XntJRWa7CYk1xclWXvEicRio4GPMIGMMD8GA1UdEQQ4MDaGGHNw
      aWZmZTovL2V4YW1wbGUub3JnL3dlYoYac3BpZmZlOi8vZXhhbXBsZS5vcmcvYWRt
      aW4wCQYDVR0TBAIwADAdBgNVHQ4EFgQUD/Toe6bKkf4vuZsDokBKOUVnvnkwHwYD
      VR0jBBgwFoAUW1kcaNhb8UVEO9lceTVUq7QVmxowCgYIKoZIzj0EAwIDSAAwRQIh
      AIt10VzF/wgctsOHr4Lcn9RmnEvIdinyqgviFWAs2RQ+AiAldvuIMdBSk3HndW/v
      czsu0oAZ3OM/4FZ0No25JeP+Nw==
      -----END CERTIFICATE-----
      """;

  /** The DNS name spiffe.example.org and the URI spiffe://example.org/web; self-signed. */
  public static final String DNS_NAME_AND_URI =
      """
      -----BEGIN CERTIFICATE-----
      MIIBdTCCARugAwIBAgIJANbkQjO48JniMAoGCCqGSM49BAMCMBExDzANBgNVBAoT
      BlNQSUZGRTAgFw0yNjExMjgwMzAyMTdaGA8yMTI1MDYyMjAzMDIxN1owETEPMA0G
      A1UEChMGU1BJRkZFMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEhY1xZt7TQTt9
      VNXm5KXyvz9HGeis5sjKxyARoyWXJYSKDiFdkpZyoYYRoeH7PwfxanfrqS0ql4Ol
      4ECJqejL7qNaMFgwHQYDVR0OBBYEFK9rFcSYsRLgww6KGtu8fohv/BWbMDcGA1Ud
      EQQwMC6CEnNwaWZmZS5leGFtcGxlLm9yZ4YYc3BpZmZlOi8vZXhhbXBsZS5vcmcv
      d2ViMAoGCCqGSM49BAMCA0gAMEUCIHGSFlNQCf9x+d57VRMLNy+Wwf/f0l1s5T8/
      d7x7ytl2AiEAshAR+nBY2OCKS1a4FDos2cKsqPirUOGL9CyARuRqh54=
      -----END CERTIFICATE-----
      """;

  private ClientCertificates() {}

  /** The notation of RFC 9440. */
  public static String clientCert(String pem) {
    return ":" + base64(pem) + ":";
  }

  /** The notation of nginx, which leaves only unreserved characters (RFC 3986) as they are. */
  public static String escapedPem(String pem) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : pem.getBytes(StandardCharsets.US_ASCII)) {
      char c = (char) octet;
      if (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return escaped.toString();
  }

  /** The certificate in Envoy's notation, with its digest. */
  public static String forwardedClientCert(String pem) {
    return "Hash=" + sha256(pem) + ";Cert=\"" + escapedPem(pem) + "\"";
  }

  /** The digest of a certificate, in lower case. */
  public static String sha256(String pem) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der(pem)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The bytes of a certificate. */
  public static byte[] der(String pem) {
    return Base64.getDecoder().decode(base64(pem));
  }

  private static String base64(String pem) {
    return pem.replaceAll("-----[A-Z ]+-----|\n", "");
  }
}
