// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

/** How the server calls Gatepass. The decision about a request is the same for all integrations. */
public enum Integration {
  /** A mechanism of Jakarta Security, which every server with Jakarta Security supports. */
  MECHANISM,
  /** A module of Jakarta Authentication, which the server calls directly. */
  MODULE,
  /** The module on servers on which it is known to work, else the mechanism. */
  AUTO
}
