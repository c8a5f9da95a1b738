// SPDX-License-Identifier: Apache-2.0
/** The public keys that verify signatures: their sources, how they are fetched and cached. */
@NullMarked
package org.gatepass.assertion.internal.keys;

import org.jspecify.annotations.NullMarked;
