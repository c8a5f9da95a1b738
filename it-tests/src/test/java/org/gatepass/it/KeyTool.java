// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Keys and certificates for a test, made by the JDK's keytool. */
final class KeyTool {
  static final String PASSWORD = "changeit";

  private final Path folder;

  KeyTool(Path folder) {
    this.folder = folder;
  }

  /** A key store with a key and its self-signed certificate. */
  Path keyStore(String alias, String subject) throws IOException, InterruptedException {
    Path store = folder.resolve(alias + ".p12");
    run(
        store,
        List.of("-genkeypair", "-alias", alias, "-dname", subject),
        List.of("-keyalg", "RSA", "-keysize", "2048", "-ext", "san=ip:127.0.0.1"));
    return store;
  }

  /** Adds the certificate of another store to a store of what is trusted. */
  void trust(Path trusted, Path store, String alias) throws IOException, InterruptedException {
    Path certificate = folder.resolve(alias + ".cer");
    run(store, List.of("-exportcert", "-alias", alias), List.of("-file", certificate.toString()));
    run(
        trusted,
        List.of("-importcert", "-noprompt", "-alias", alias),
        List.of("-file", certificate.toString()));
  }

  static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  static String fingerprint(Path store, String alias) throws IOException, GeneralSecurityException {
    byte[] certificate = load(store).getCertificate(alias).getEncoded();
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
  }

  private static void run(Path store, List<String> what, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(what);
    command.addAll(options);
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
