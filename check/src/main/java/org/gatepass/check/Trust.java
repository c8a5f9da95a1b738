// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** The certificates that servers must have. */
final class Trust {
  private Trust() {}

  /** TLS that trusts the authorities of the JDK. */
  static SSLSocketFactory byDefault() {
    return (SSLSocketFactory) SSLSocketFactory.getDefault();
  }

  /** TLS that trusts the certificates of a PEM file only. */
  static SSLSocketFactory in(Path file) throws UsageException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new CertificateException("it is empty");
      }
      for (Certificate certificate : certificates) {
        store.setCertificateEntry(Integer.toString(store.size()), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (NoSuchFileException e) {
      throw new UsageException("--trust: there is no file " + file);
    } catch (IOException | GeneralSecurityException e) {
      throw new UsageException("--trust: " + file + " holds no certificates in PEM");
    }
  }
}
