// SPDX-License-Identifier: Apache-2.0
/** What a servlet container carries out: the guard filter, the answers, the request wrappers. */
@NullMarked
package org.gatepass.internal.servlet;

import org.jspecify.annotations.NullMarked;
