// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

/**
 * A way in which code finds its caller. It has no static methods: TomEE deploys no bean whose
 * business interface has one.
 */
public interface Look {
  /** The caller as text: see {@link Looks#at}. */
  String look();
}
