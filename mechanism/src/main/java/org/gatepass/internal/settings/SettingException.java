// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

/**
 * Signals an invalid setting. The message contains the key, the value unless it is secret, the rule
 * and a valid example.
 */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SettingException(String message) {
    super(message);
  }
}
