// SPDX-License-Identifier: Apache-2.0
/** What a measurement needs of the store's own package. */
@NullMarked
package org.gatepass.store;

import org.jspecify.annotations.NullMarked;
