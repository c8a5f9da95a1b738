// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;

/**
 * An unusable header of a trusted peer, or a header with an unusable part.
 *
 * @param header the configured header
 * @param reason the reason code
 */
public record HeaderFault(HeaderName header, Rejection reason) {}
