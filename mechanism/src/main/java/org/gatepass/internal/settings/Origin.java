// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

/** The source of a setting's value. */
enum Origin {
  SYSTEM_PROPERTY("system property"),
  ENVIRONMENT("environment"),
  MICROPROFILE_CONFIG("MicroProfile Config"),
  DEFINITION("annotation");

  private final String text;

  Origin(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
