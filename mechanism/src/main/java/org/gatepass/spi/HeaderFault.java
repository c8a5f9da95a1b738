// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import org.gatepass.Rejection;

/**
 * An unusable header of a trusted peer, or a header with an unusable part.
 *
 * @param header the name of the configured header, in lower case
 * @param reason the reason code
 */
public record HeaderFault(String header, Rejection reason) {}
