// SPDX-License-Identifier: Apache-2.0
/** Whether the peer is a trusted proxy: addresses, secrets, certificates, origins. Pure Java. */
@NullMarked
package org.gatepass.internal.trust;

import org.jspecify.annotations.NullMarked;
