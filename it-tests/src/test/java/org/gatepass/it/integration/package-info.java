// SPDX-License-Identifier: Apache-2.0
/** Applications that say by which integration their requests come. */
@NullMarked
package org.gatepass.it.integration;

import org.jspecify.annotations.NullMarked;
