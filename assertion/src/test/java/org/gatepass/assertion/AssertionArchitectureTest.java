// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.Executor;

/** The boundaries of the packages of this module. */
@AnalyzeClasses(
    packages = "org.gatepass.assertion",
    importOptions = ImportOption.DoNotIncludeTests.class)
class AssertionArchitectureTest {
  @ArchTest
  static final ArchRule verificationNamesNoContainer =
      noClasses()
          .that()
          .resideInAnyPackage("org.gatepass.assertion.internal..")
          .and()
          .resideOutsideOfPackage("org.gatepass.assertion.internal.source")
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage(
                      "java..",
                      "com.nimbusds.jose..",
                      "org.jspecify..",
                      "org.gatepass.assertion.internal..")));

  /** The mechanism's internals may change in any version. */
  @ArchTest
  static final ArchRule theMechanismIsUsedByItsApi =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.gatepass.internal..", "jakarta..")
                  .or(resideInAnyPackage("org.gatepass.store..")));

  /** A library in the shade of another one may change with each version. */
  @ArchTest
  static final ArchRule shadedLibrariesAreNotUsed =
      noClasses().should().dependOnClassesThat(resideInAnyPackage("com.nimbusds.jose.shaded.."));

  /** Clients that keep threads would outlive the application. */
  @ArchTest
  static final ArchRule nothingRunsBetweenRequests =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.net.http..", "com.nimbusds.jose.jwk.source..")
                  .or(assignableTo(Thread.class))
                  .or(assignableTo(Executor.class)));

  @ArchTest
  static final ArchRule jsonIsPureJava =
      noClasses()
          .that()
          .resideInAnyPackage("org.gatepass.assertion.internal.json")
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage(
                      "java..", "org.jspecify..", "org.gatepass.assertion.internal.json")));

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("org.gatepass.assertion.(**)").should().beFreeOfCycles();
}
