// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The addresses of the directory that the test has started, and of the server's data source. */
@Named("directory")
@ApplicationScoped
public class DirectoryAddress {
  public String getUrl() throws IOException {
    return text("/directory-url.txt");
  }

  /** The name of the server's default data source, as the server's store can look it up. */
  public String getDataSource() throws IOException {
    return text("/data-source.txt");
  }

  private static String text(String resource) throws IOException {
    try (InputStream file = DirectoryAddress.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
