// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that breaks a rule of its format. The message names the file, the line and the rule, but
 * no hash, password or secret.
 */
final class BrokenFileException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenFileException(Path file, String fault) {
    super(file + ": " + fault);
  }

  /**
   * A fault on one line.
   *
   * @param line the number of the line, from 1
   */
  BrokenFileException(Path file, int line, String fault) {
    super(file + ", line " + line + ": " + fault);
  }
}
