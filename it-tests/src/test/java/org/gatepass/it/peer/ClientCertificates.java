// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Client certificates, as the Base64 of their DER, and their notations in headers. */
public final class ClientCertificates {
  /** CN=alice,UID=a1,emailAddress=alice@example.org, signed by CN=Example CA,O=Example. */
  public static final String ALICE =
      "MIIBxTCCAWugAwIBAgIJAO21oEfUvn7iMAoGCCqGSM49BAMCMCcxEDAOBgNVBAoMB0V4YW1wbGUx"
          + "EzARBgNVBAMMCkV4YW1wbGUgQ0EwIBcNMjYxMTI3MTkyMTA3WhgPMjEyNjExMDMxOTIxMDdaMFgx"
          + "EDAOBgNVBAoMB0V4YW1wbGUxDjAMBgNVBAMMBWFsaWNlMRIwEAYKCZImiZPyLGQBAQwCYTExIDAe"
          + "BgkqhkiG9w0BCQEWEWFsaWNlQGV4YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"
          + "3sRpHdkpqBUYpEAl9wZKXYzgsLdRbz4wc3XtE622zcDQzF+ehRXwMWUGAiwsNiUjbaNqiKifQFsN"
          + "XgqyWtvblKNNMEswCQYDVR0TBAIwADAdBgNVHQ4EFgQUIYaZirui3klSEEz2SOREOzul5n8wHwYD"
          + "VR0jBBgwFoAUW1kcaNhb8UVEO9lceTVUq7QVmxowCgYIKoZIzj0EAwIDSAAwRQIhANxArEjb83tM"
          + "Lf6Afnr3BRJGbw4+ieDVL2fzeRclcefwAiASSyhMj0b/dthxRG4zxlY89wn7+TiowyXHiK14Lw9H"
          + "gQ==";

  /** CN=alice, signed by CN=Other CA,O=Elsewhere. */
  public static final String OTHER_ISSUER =
      "MIIBojCCAUigAwIBAgIIZI/YBpgNb7YwCgYIKoZIzj0EAwIwJzESMBAGA1UECgwJRWxzZXdoZXJl"
          + "MREwDwYDVQQDDAhPdGhlciBDQTAgFw0yNjExMjcxOTIxMDdaGA8yMTI2MTEwMzE5MjEwN1owNjEQ"
          + "MA4GA1UECgwHRXhhbXBsZTEOMAwGA1UEAwwFYWxpY2UxEjAQBgoJkiaJk/IsZAEBDAJhMTBZMBMG"
          + "ByqGSM49AgEGCCqGSM49AwEHA0IABNTILAkmuE2oSh5EHXAplFxadzJjSIRLJI7FO5cK/0ozrzzK"
          + "wOx1NEMkVUwLDXs4SweewqxzVjchsx3Yz4yXcpmjTTBLMAkGA1UdEwQCMAAwHQYDVR0OBBYEFG6E"
          + "NRoVUB0F+22kR6PeaMlQiLNCMB8GA1UdIwQYMBaAFJno+8/9rvv1wwXSIbc1xvUJa9reMAoGCCqG"
          + "SM49BAMCA0gAMEUCIQCWda43+d7ARSEemgFblrIFgI6195n3s3BPPe+7x5U3AQIgQF3AipNDZTna"
          + "/063X0p9ZqB8lt6rO1p4e2BJgtvpzsc=";

  /** CN=alice,CN=admin, signed by CN=Example CA,O=Example. */
  public static final String TWO_NAMES =
      "MIIBnjCCAUSgAwIBAgIIEaNe0Akm9HUwCgYIKoZIzj0EAwIwJzEQMA4GA1UECgwHRXhhbXBsZTET"
          + "MBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjcxOTIxMDdaGA8yMTI2MTEwMzE5MjEwN1owMjEQ"
          + "MA4GA1UECgwHRXhhbXBsZTEOMAwGA1UEAwwFYWxpY2UxDjAMBgNVBAMMBWFkbWluMFkwEwYHKoZI"
          + "zj0CAQYIKoZIzj0DAQcDQgAE9nG2LsejePQ5p11EN1O/EdWvrN2rMVTrL/z9IeR0V8UbrOgLY6Ub"
          + "MIfggBYJfxbd09M1Fo92na0BQ62aA0puFqNNMEswCQYDVR0TBAIwADAdBgNVHQ4EFgQU2ickTRs6"
          + "Gs3KQCdA+JkLgh/stsIwHwYDVR0jBBgwFoAUW1kcaNhb8UVEO9lceTVUq7QVmxowCgYIKoZIzj0E"
          + "AwIDSAAwRQIhAIlMvs+GHU1gHwLVM5hmI3Q97u0UF3vaPcvqGOxg49kbAiBm4GbeLcWf9zsusQTc"
          + "nFsaCVzNCnFVGb7UQIJ8ua7JDA==";

  /** The single name {@code alice,CN=admin}, signed by CN=Example CA,O=Example. */
  public static final String COMMA =
      "MIIBlzCCAT2gAwIBAgIIEIIMy5k601swCgYIKoZIzj0EAwIwJzEQMA4GA1UECgwHRXhhbXBsZTET"
          + "MBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjcxOTIxMDdaGA8yMTI2MTEwMzE5MjEwN1owKzEQ"
          + "MA4GA1UECgwHRXhhbXBsZTEXMBUGA1UEAwwOYWxpY2UsQ049YWRtaW4wWTATBgcqhkjOPQIBBggq"
          + "hkjOPQMBBwNCAATtF8GtN+AYHOp+Z1m4l1XyWcNhU05ClKAKyhq5DD61Y1hTzdR4d0xyCtlE6GgF"
          + "A7xuiRsUnSn6gxwpsEdsBtFVo00wSzAJBgNVHRMEAjAAMB0GA1UdDgQWBBSkZ3IjFr7tggGtydjA"
          + "yU4Os4gMizAfBgNVHSMEGDAWgBRbWRxo2FvxRUQ72Vx5NVSrtBWbGjAKBggqhkjOPQQDAgNIADBF"
          + "AiEA5AB62wKmvcKZBpM/rBYhxVmtJNa/tbUYqYv25ngHYAgCIB/m8Iq3i4axKvwvgWRv+RypProN"
          + "FcHGzykqwdII4L4Z";

  /** The workload spiffe://example.org/ns/prod/sa/web. */
  public static final String WEB =
      "MIIBrDCCAVKgAwIBAgIIby0qgfYAAyQwCgYIKoZIzj0EAwIwJzEQMA4GA1UECgwHRXhhbXBsZTET"
          + "MBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjcxOTIxMDdaGA8yMTI2MTEwMzE5MjEwN1owEDEO"
          + "MAwGA1UECgwFU1BJUkUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT/ny2xov3xfqYSBvqYecb1"
          + "D3L03QdnT4iZSqWM0t0l9MqJaP9lpjGWTHWkDHZcLkFW3s9gCuQ48dHpbvcpSaN+o30wezAuBgNV"
          + "HREEJzAlhiNzcGlmZmU6Ly9leGFtcGxlLm9yZy9ucy9wcm9kL3NhL3dlYjAJBgNVHRMEAjAAMB0G"
          + "A1UdDgQWBBQNUFUcvZhJO7OppXkY1JfI07/EtjAfBgNVHSMEGDAWgBRbWRxo2FvxRUQ72Vx5NVSr"
          + "tBWbGjAKBggqhkjOPQQDAgNIADBFAiEA9AYUkV3IYPYeDxPOP8MjfQU4oR0yFdxKCOqqzv2lDeMC"
          + "IHN1xFeojd5+i5QrIzB0fDU3ZPbscoielLt8GpwZv797";

  /** The workload spiffe://other.test/ns/prod/sa/web. */
  public static final String OTHER_DOMAIN =
      "MIIBqzCCAVKgAwIBAgIJAOsZEFSpfrxxMAoGCCqGSM49BAMCMCcxEDAOBgNVBAoMB0V4YW1wbGUx"
          + "EzARBgNVBAMMCkV4YW1wbGUgQ0EwIBcNMjYxMTI3MTkyMTA3WhgPMjEyNjExMDMxOTIxMDdaMBAx"
          + "DjAMBgNVBAoMBVNQSVJFMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAENNf6aZtsP3wD0a/LFc15"
          + "qf2AQYwdu9GyVen77HxjwPn19LRzOZry61S3xjE+5xE/FavUdRXNiq0VxTR3r/knQaN8MHowLQYD"
          + "VR0RBCYwJIYic3BpZmZlOi8vb3RoZXIudGVzdC9ucy9wcm9kL3NhL3dlYjAJBgNVHRMEAjAAMB0G"
          + "A1UdDgQWBBSvGUAGHoYS7fByK7UROEJBM7bV/jAfBgNVHSMEGDAWgBRbWRxo2FvxRUQ72Vx5NVSr"
          + "tBWbGjAKBggqhkjOPQQDAgNHADBEAiAov4bEwdTHj1ACFQ836vE+Nuf0Z/HdYgUlGhSmSZ6MtwIg"
          + "f1qreFf5J5JGYV+WQOpoB1rl/SRNVUbASZrF/aLkmvE=";

  /** The URIs spiffe://example.org/web and spiffe://example.org/admin. */
  public static final String TWO_URIS =
      "MIIBvzCCAWWgAwIBAgIIPX33HxAsbXIwCgYIKoZIzj0EAwIwJzEQMA4GA1UECgwHRXhhbXBsZTET"
          + "MBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjcxOTIxMDdaGA8yMTI2MTEwMzE5MjEwN1owEDEO"
          + "MAwGA1UECgwFU1BJUkUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASqOmSevKxcFqmlGybJrokH"
          + "zXsikiYql95ntIicj7iWzk9S4suShvddrbS1E75K4XntJRWa7CYk1xclWXvEicRio4GPMIGMMD8G"
          + "A1UdEQQ4MDaGGHNwaWZmZTovL2V4YW1wbGUub3JnL3dlYoYac3BpZmZlOi8vZXhhbXBsZS5vcmcv"
          + "YWRtaW4wCQYDVR0TBAIwADAdBgNVHQ4EFgQUD/Toe6bKkf4vuZsDokBKOUVnvnkwHwYDVR0jBBgw"
          + "FoAUW1kcaNhb8UVEO9lceTVUq7QVmxowCgYIKoZIzj0EAwIDSAAwRQIhAIt10VzF/wgctsOHr4Lc"
          + "n9RmnEvIdinyqgviFWAs2RQ+AiAldvuIMdBSk3HndW/vczsu0oAZ3OM/4FZ0No25JeP+Nw==";

  private ClientCertificates() {}

  /** The notation of RFC 9440. */
  public static String clientCert(String certificate) {
    return ":" + certificate + ":";
  }

  /** Percent-encoded PEM. */
  public static String escapedPem(String certificate) {
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + certificate.replaceAll(".{64}", "$0\n")
            + "\n-----END CERTIFICATE-----\n";
    return URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20");
  }

  /** Envoy's notation, with the digest. */
  public static String forwardedClientCert(String certificate) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(certificate));
      return "Hash="
          + HexFormat.of().formatHex(digest)
          + ";Cert=\""
          + escapedPem(certificate)
          + "\"";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
