// SPDX-License-Identifier: Apache-2.0
/** The pages: front page, login, logout and errors. */
@NullMarked
package org.gatepass.demo.pages;

import org.jspecify.annotations.NullMarked;
