// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSettingTest {
  private static final String KEY = "gatepass.demo.admin-password-file";

  @TempDir Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(KEY);
  }

  private Path named(byte... content) throws IOException {
    Path file = Files.write(folder.resolve("password"), content);
    System.setProperty(KEY, file.toString());
    return file;
  }

  @Test
  void readsTheFileThatIsNamedWithoutItsLineEnd() throws IOException {
    named("s3cret of mine\r\n".getBytes(StandardCharsets.UTF_8));

    assertThat(DemoSetting.ADMIN_PASSWORD_FILE.textOfFile()).contains("s3cret of mine");
  }

  @Test
  void readsNoFileWhenNoneIsNamed() {
    assertThat(DemoSetting.ADMIN_PASSWORD_FILE.textOfFile()).isEmpty();
  }

  @Test
  void saysWhichFileCannotBeRead() {
    System.setProperty(KEY, folder.resolve("none").toString());

    assertThatThrownBy(DemoSetting.ADMIN_PASSWORD_FILE::textOfFile)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(KEY + ": \"" + folder.resolve("none") + "\" can't be read");
  }

  @Test
  void takesNoEmptyFileForAPassword() throws IOException {
    Path file = named((byte) '\n');

    assertThatThrownBy(DemoSetting.ADMIN_PASSWORD_FILE::textOfFile)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(KEY + ": \"" + file + "\" is empty");
  }
}
