// SPDX-License-Identifier: Apache-2.0
/**
 * The checks of peers and origins: addresses, secrets, certificates, same-origin rule. Pure Java.
 */
@NullMarked
package org.gatepass.internal.trust;

import org.jspecify.annotations.NullMarked;
