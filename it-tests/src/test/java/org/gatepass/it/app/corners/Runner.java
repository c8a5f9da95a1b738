// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import java.util.concurrent.Future;

/** A way in which code runs in another thread. */
public interface Runner {
  Future<String> run(Look look);
}
