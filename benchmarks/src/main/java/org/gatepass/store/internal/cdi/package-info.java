// SPDX-License-Identifier: Apache-2.0
/** The access of measurements to the store's own package. */
@NullMarked
package org.gatepass.store.internal.cdi;

import org.jspecify.annotations.NullMarked;
