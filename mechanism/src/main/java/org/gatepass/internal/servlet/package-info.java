// SPDX-License-Identifier: Apache-2.0
/** The parts for the servlet container: the guard filter, the answers, the request wrappers. */
@NullMarked
package org.gatepass.internal.servlet;

import org.jspecify.annotations.NullMarked;
