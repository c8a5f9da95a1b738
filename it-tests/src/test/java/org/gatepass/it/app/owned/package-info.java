// SPDX-License-Identifier: Apache-2.0
/** An application that keeps things in sessions, in each of the ways that there are. */
package org.gatepass.it.app.owned;
