// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

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
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates for a test, made by the JDK's keytool. */
public final class KeyTool {
  public static final String PASSWORD = "changeit";

  private final Path folder;

  public KeyTool(Path folder) {
    this.folder = folder;
  }

  /**
   * A key store with a key and its self-signed certificate, for the loopback address and the
   * recipes' name.
   */
  public Path keyStore(String alias, String subject) throws IOException, InterruptedException {
    Path store = folder.resolve(alias + ".p12");
    run(
        store,
        List.of("-genkeypair", "-alias", alias, "-dname", subject),
        List.of(
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-ext",
            "san=ip:127.0.0.1,dns:" + GatewayDemo.SITE));
    return store;
  }

  /** Adds the certificate of another store to a store of what is trusted. */
  public void trust(Path trusted, Path store, String alias)
      throws IOException, InterruptedException {
    Path certificate = folder.resolve(alias + ".cer");
    run(store, List.of("-exportcert", "-alias", alias), List.of("-file", certificate.toString()));
    run(
        trusted,
        List.of("-importcert", "-noprompt", "-alias", alias),
        List.of("-file", certificate.toString()));
  }

  public static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  /** Writes a store's certificate and key as the gateways read them. */
  public static void writePem(Path store, String alias, Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    KeyStore keys = load(store);
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate(alias).getEncoded()));
    Files.writeString(
        key, pem("PRIVATE KEY", keys.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String what, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
  }

  /** TLS that trusts nothing but what a store trusts. */
  public static SSLContext trusting(Path trusted) throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load(trusted));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  public static String fingerprint(Path store, String alias)
      throws IOException, GeneralSecurityException {
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
