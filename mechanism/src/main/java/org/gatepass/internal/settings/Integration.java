// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

/** The way by which requests come to the library. What becomes of them is the same through each. */
public enum Integration {
  /** A mechanism of Jakarta Security, which every server takes. */
  MECHANISM,
  /** A module of Jakarta Authentication, which the server asks without a detour. */
  MODULE,
  /** The faster one that works here. */
  AUTO
}
