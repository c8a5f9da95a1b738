// SPDX-License-Identifier: Apache-2.0
/** Classes of an application that observes decisions. */
@NullMarked
package org.gatepass.it.app.observed;

import org.jspecify.annotations.NullMarked;
