// SPDX-License-Identifier: Apache-2.0
/** Tests of answers: error pages, Faces, caches, open paths, preflights. */
@NullMarked
package org.gatepass.it.answer;

import org.jspecify.annotations.NullMarked;
