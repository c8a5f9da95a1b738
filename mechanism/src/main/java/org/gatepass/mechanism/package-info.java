// SPDX-License-Identifier: Apache-2.0
/**
 * One request on its way to a caller: {@link org.gatepass.mechanism.AuthenticationFlow} decides
 * what happens to it, the mechanism carries that out, and the guard ends what a mechanism can't
 * end. The Jakarta glue around {@code org.gatepass.trust}; it decides nothing about trust.
 */
@NullMarked
package org.gatepass.mechanism;

import org.jspecify.annotations.NullMarked;
