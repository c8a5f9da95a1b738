// SPDX-License-Identifier: Apache-2.0
/** Applications that read groups in three ways. */
@NullMarked
package org.gatepass.it.app.groups;

import org.jspecify.annotations.NullMarked;
