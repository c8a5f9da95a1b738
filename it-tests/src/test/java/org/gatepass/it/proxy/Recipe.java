// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of {@code deploy/} with the addresses of a test. Immutable. */
public record Recipe(String text) {
  public static Recipe read(Path file) throws IOException {
    return new Recipe(Files.readString(file));
  }

  /** The same with another text in the place of one that the file must have. */
  public Recipe with(String original, String replacement) {
    assertThat(text).contains(original);
    return new Recipe(text.replace(original, replacement));
  }

  public Path write(Path file) throws IOException {
    return Files.writeString(file, text);
  }
}
