// SPDX-License-Identifier: Apache-2.0
package org.gatepass.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.security.enterprise.credential.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordChangeCredentialTest {
  private static PasswordChangeCredential change(String password, String newPassword) {
    return new PasswordChangeCredential("dora", new Password(password), new Password(newPassword));
  }

  private static PasswordChangeCredential to(String newPassword) {
    return change("secret", newPassword);
  }

  static String[] acceptable() {
    return new String[] {" ", "p".repeat(1_024), "\ud83d\ude00", "Secret"};
  }

  @ParameterizedTest
  @MethodSource("acceptable")
  void acceptsOneTo1024Characters(String newPassword) {
    assertThat(to(newPassword).getNewPassword().getValue()).isEqualTo(newPassword.toCharArray());
  }

  static String[] unacceptable() {
    return new String[] {"", "p".repeat(1_025), "a\ud83d", "\ude00a"};
  }

  @ParameterizedTest
  @MethodSource("unacceptable")
  void rejectsOtherNewPasswords(String newPassword) {
    assertThatIllegalArgumentException().isThrownBy(() -> to(newPassword));
  }

  @ParameterizedTest
  @CsvSource({
    "secret, secret",
    "u\u0308ber-secret, \u00fcber-secret",
    "\u00fcber-secret, u\u0308ber-secret",
    "\u212bngstrom, \u00c5ngstrom"
  })
  void rejectsThePresentPasswordInAnyNormalizationForm(String password, String newPassword) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change(password, newPassword))
        .withMessage("The new password is the present one");
  }

  @Test
  void isChangedOnceAStoreNotesTheChange() {
    PasswordChangeCredential change = to("secret-2");
    assertThat(change.isChanged()).isFalse();

    change.noteChange();
    change.clear();

    assertThat(change.isChanged()).isTrue();
  }

  @Test
  void clearsBothPasswords() {
    PasswordChangeCredential change = to("secret-2");

    change.clear();

    assertThat(change.getPassword().getValue()).isEmpty();
    assertThat(change.getNewPassword().getValue()).isEmpty();
  }

  @Test
  void keepsBothPasswordsOutOfItsText() {
    assertThat(to("secret-2")).hasToString("PasswordChangeCredential");
  }
}
