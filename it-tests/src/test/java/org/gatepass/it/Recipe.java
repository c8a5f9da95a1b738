// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of {@code deploy/} with the addresses of a test. Immutable. */
record Recipe(String text) {
  static Recipe read(Path file) throws IOException {
    return new Recipe(Files.readString(file));
  }

  /** The same with another text in the place of one that the file must have. */
  Recipe with(String original, String replacement) {
    assertThat(text).contains(original);
    return new Recipe(text.replace(original, replacement));
  }

  Path write(Path file) throws IOException {
    return Files.writeString(file, text);
  }
}
