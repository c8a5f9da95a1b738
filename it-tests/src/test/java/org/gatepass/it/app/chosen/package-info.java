// SPDX-License-Identifier: Apache-2.0
/**
 * An application of Jakarta EE 11 that uses sessions, with a mechanism of its own next to
 * Gatepass's, which keeps its logins in the session.
 */
package org.gatepass.it.app.chosen;
