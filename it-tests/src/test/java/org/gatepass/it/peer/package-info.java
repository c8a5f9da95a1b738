// SPDX-License-Identifier: Apache-2.0
/**
 * Other programs that tests start beside the application server: a database, a directory, a KDC,
 * Keycloak, Prometheus, a TCP relay.
 */
@NullMarked
package org.gatepass.it.peer;

import org.jspecify.annotations.NullMarked;
