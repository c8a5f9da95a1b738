// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway's private key and certificate in memory.
 *
 * @param store the key store with this key as its only entry
 * @param password the password of the key; random
 */
record TlsKeys(KeyStore store, String password) {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final String ALIAS = "gateway";
  private static final String PASSWORD_VARIABLE = "GATEWAY_KEY_STORE_PASSWORD";
  private static final int KEYTOOL_TIMEOUT_SECONDS = 60;

  /**
   * Creates or reads key and certificate.
   *
   * @param host the address or name that people use
   * @throws IOException if the files can't be read (the message names the file), or a certificate
   *     can't be created
   */
  static TlsKeys of(Tls tls, String host) throws IOException {
    String password = randomPassword();
    try {
      KeyStore store =
          tls.certificate().isPresent() && tls.key().isPresent()
              ? read(tls.certificate().get(), tls.key().get(), password)
              : selfMade(host, password);
      return new TlsKeys(store, password);
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS here: " + e.getMessage(), e);
    }
  }

  private static String randomPassword() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static KeyStore read(Path certificateFile, Path keyFile, String password)
      throws IOException, GeneralSecurityException {
    Certificate[] chain = chain(certificateFile);
    PrivateKey key = key(keyFile, chain[0].getPublicKey().getAlgorithm());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(ALIAS, key, password.toCharArray(), chain);
    return store;
  }

  private static Certificate[] chain(Path file) throws IOException {
    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
      if (chain.length > 0) {
        return chain;
      }
    } catch (GeneralSecurityException e) {
      // Not a certificate: the same fault as none at all.
    }
    throw new BrokenFileException(file, "holds no certificate in PEM");
  }

  private static PrivateKey key(Path file, String algorithm) throws IOException {
    Matcher found = PRIVATE_KEY.matcher(new String(Files.readAllBytes(file), US_ASCII));
    if (found.find()) {
      try {
        byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new BrokenFileException(file, "is not the key of the certificate");
      }
    }
    throw new BrokenFileException(file, "holds no unencrypted PKCS #8 key in PEM");
  }

  /** Runs the JDK's keytool, since the JDK's classes for certificates are internal. */
  private static KeyStore selfMade(String host, String password)
      throws IOException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("gatepass-dev-gateway-");
    Path file = folder.resolve("keys.p12");
    try {
      keytool(file, host, password);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, password.toCharArray());
      }
      return store;
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void keytool(Path file, String host, String password) throws IOException {
    String name = host.matches("[0-9.]+|.*:.*") ? "ip:" + host : "dns:" + host;
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=Gatepass development gateway",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1," + name,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass:env",
                PASSWORD_VARIABLE));
    builder.environment().put(PASSWORD_VARIABLE, password);
    Process process =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      if (process.waitFor(KEYTOOL_TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IOException("keytool made no certificate for " + host);
  }
}
