// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Where the test has started the directory. */
@Named("directory")
@ApplicationScoped
public class DirectoryAddress {
  public String getUrl() throws IOException {
    try (InputStream file = DirectoryAddress.class.getResourceAsStream("/directory-url.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
