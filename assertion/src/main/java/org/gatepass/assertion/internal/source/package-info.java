// SPDX-License-Identifier: Apache-2.0
/** The signed assertion as evidence and as a source of identity, and its settings. */
@NullMarked
package org.gatepass.assertion.internal.source;

import org.jspecify.annotations.NullMarked;
