// SPDX-License-Identifier: Apache-2.0
package org.gatepass.password;

import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * The credential of a password login that also changes the password. The application passes it to
 * {@code SecurityContext.authenticate}, as for any password login. Gatepass limits and verifies the
 * present password as at a login. If that password is right, an identity store that supports
 * changes replaces it, and the caller is logged in. Requires {@link org.gatepass.Fallback#FORM}.
 *
 * <pre>{@code
 * PasswordChangeCredential change =
 *     new PasswordChangeCredential("dora", new Password(present), new Password(next));
 * try {
 *   security.authenticate(request, response, withParams().credential(change));
 * } finally {
 *   change.clear();
 * }
 * boolean changed = change.isChanged();
 * }</pre>
 *
 * <p>The store of the ready-made accounts supports changes: all other remembered logins of the
 * account end on every node. A store of the application's own can support them too. It verifies the
 * present password, stores the new one, and calls {@link #noteChange}. A container may validate a
 * credential twice for one login: once {@link #isChanged} is true, a store validates the credential
 * as a login with the new password.
 *
 * <p>Use an object for one login. Not safe for use by several threads.
 */
public final class PasswordChangeCredential extends UsernamePasswordCredential {
  private static final int MAX_CHARACTERS = 1_024;

  private final Password newPassword;
  private boolean changed;

  /**
   * Creates a credential.
   *
   * @param callerName the caller name
   * @param password the present password
   * @param newPassword the new password: 1 to 1,024 characters, different from the present one. The
   *     application checks its own rules first
   * @throws IllegalArgumentException if the new password is empty, longer, not well-formed UTF-16,
   *     or equal to the present one in Unicode normalization form C
   */
  public PasswordChangeCredential(String callerName, Password password, Password newPassword) {
    super(callerName, password);
    char[] characters = newPassword.getValue();
    if (characters.length == 0
        || characters.length > MAX_CHARACTERS
        || !StandardCharsets.UTF_8.newEncoder().canEncode(CharBuffer.wrap(characters))) {
      throw new IllegalArgumentException(
          "A new password has 1 to 1,024 characters and no lone surrogates");
    }
    // Stores hash form C, so another form of the present password would be no change.
    if (normalized(characters).equals(normalized(password.getValue()))) {
      throw new IllegalArgumentException("The new password is the present one");
    }
    this.newPassword = newPassword;
  }

  private static String normalized(char[] characters) {
    return Normalizer.normalize(CharBuffer.wrap(characters), Normalizer.Form.NFC);
  }

  /**
   * The new password.
   *
   * @return the password; empty after {@link #clear}
   */
  public Password getNewPassword() {
    return newPassword;
  }

  /**
   * Whether the password has been changed. A login can succeed without a change if an identity
   * store that does not support changes accepts the present password.
   *
   * @return true once the change is stored
   */
  public boolean isChanged() {
    return changed;
  }

  /** Records that the change is stored. Only the identity store that has stored it calls this. */
  public void noteChange() {
    changed = true;
  }

  /** Clears both passwords. */
  @Override
  public void clearCredential() {
    super.clearCredential();
    newPassword.clear();
  }

  /** Returns the class name alone. */
  @Override
  public String toString() {
    return "PasswordChangeCredential";
  }
}
