// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries of the packages of this module. */
@AnalyzeClasses(
    packages = "org.gatepass.testkit",
    importOptions = ImportOption.DoNotIncludeTests.class)
class TestKitArchitectureTest {
  /** The mechanism's internals may change in any version. */
  @ArchTest
  static final ArchRule otherModulesAreUsedByTheirApi =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.gatepass.internal..", "org.gatepass.store.."));

  /** Tests need not have Arquillian or JUnit. */
  @ArchTest
  static final ArchRule theApiNamesNoTestFramework =
      noClasses()
          .that()
          .resideInAnyPackage("org.gatepass.testkit")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.jboss..", "org.junit.."));

  @ArchTest
  static final ArchRule theApiUsesNothingInternal =
      noClasses()
          .that()
          .resideInAnyPackage("org.gatepass.testkit")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.gatepass.testkit.internal.."));

  /** A server without Arquillian loads it. */
  @ArchTest
  static final ArchRule theGuardNeedsCdiOnly =
      noClasses()
          .that()
          .haveSimpleName("TestKitGuard")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..", "jakarta.enterprise..", "org.jspecify..", "org.gatepass.testkit.internal");
}
