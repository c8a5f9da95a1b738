// SPDX-License-Identifier: Apache-2.0
/**
 * Forged requests, each with the answer that every server must give, and searches for secrets in
 * logs and answers.
 */
@NullMarked
package org.gatepass.it.attack;

import org.jspecify.annotations.NullMarked;
