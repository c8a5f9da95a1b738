// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;

/**
 * A header of a trusted peer that holds something unusable, and what is wrong with it.
 *
 * @param header the configured header
 * @param reason what is wrong
 */
public record HeaderFault(HeaderName header, Rejection reason) {}
