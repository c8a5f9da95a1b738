// SPDX-License-Identifier: Apache-2.0
/** What people see: the front page, login and logout, errors. */
@NullMarked
package org.gatepass.demo.pages;

import org.jspecify.annotations.NullMarked;
