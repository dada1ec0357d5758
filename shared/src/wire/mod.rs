//! Bodies of the API that are no domain types: what is sent, what is answered. One file per feature.

mod accounts;
mod addresses;
mod announcements;
mod custody;
mod documents;
mod family_files;
mod family_imports;
mod guardianships;
mod health;
mod household_record;
mod households;
mod mails;
mod merges;
mod messages;
mod onlookers;
mod organisation;
mod page;
mod pages;
mod planning;
mod requests;
mod rights;
mod school_years;
mod second_factors;
mod sign_ins;
mod sign_ups;
mod simulations;
mod staff;
mod waiting;

pub use accounts::{
    AccountLink, AccountUpdate, AddressChangeRequest, AddressConfirmation, Device, Devices, LinkFault,
    LinkPurpose, LinkToken, NewPassword, PasswordChange, PasswordEstimate, PasswordEstimateRequest,
    PasswordResetRequest,
};
pub use addresses::{AddressSuggestion, AddressSuggestions};
pub use announcements::{
    Announcement, AnnouncementReach, AnnouncementState, AnnouncementSummary, AnnouncementText, Audiences,
    ClassAudience, FacilityAudience, HouseholdAnnouncement, Publication,
};
pub use custody::{ChildCustodySheet, CustodyDecision, CustodyProposal, CustodyUpdate};
pub use documents::{
    Document, DocumentActivity, DocumentDecision, DocumentPerson, DocumentSubmission, DocumentToCheck,
    HouseholdDocument, HouseholdDocuments, MissingDocument,
};
pub use family_files::{
    ChangeDecision, ChangeRequest, ChildHealth, FamilyFileSheet, FamilyFileSummary, FieldChange,
    FileDecision, FileEdit, FileEditResult, FilePart, FileSubmission, FileVerdict, MemberCreated, NewMember,
    RefusedChange, Residence, WaitingChange,
};
pub use family_imports::{
    ImportCounts, ImportFault, ImportFaultCode, ImportLine, ImportOutcome, ImportReport,
};
pub use guardianships::{
    AcceptGuardianInvitation, GuardianInvitation, GuardianInvitationLink, GuardianInvitationTarget,
    HouseholdGuardian, HouseholdGuardians, Joined, Living, NewGuardianAccount, NewGuardianInvitation,
    RolesUpdate,
};
pub use health::Health;
pub use household_record::{EventVerdict, HouseholdEvent, HouseholdNote, HouseholdRecord, NewHouseholdNote};
pub use households::{
    ChildDeparture, ChildDepartureMarked, GuardianAddress, GuardianAddressSet, HouseholdCreated, NewChild,
    NewGuardian, NewHousehold, PerhapsSame,
};
pub use mails::{Mail, MailSummary};
pub use merges::{
    MergeChild, MergeConflict, MergeCounts, MergeGuardian, MergeHousehold, MergePlan, MergePreview,
    MergeSide, MergeSubject, Merged, SameChild, SameGuardian,
};
pub use messages::{Message, MessageSubmission};
pub use onlookers::{Onlooker, OnlookerSubject, Onlookers};
pub use organisation::{PublicActivity, PublicFacility, PublicOrganisation, PublicSchool};
pub use page::Page;
pub use pages::{
    PageCode, PageSource, PageState, PageStates, PageText, PageVersion, PageVersions, PublicPage,
    TextPreview, TextToPreview,
};
pub use planning::{Planning, PlanningCells};
pub use requests::{Request, RequestResult, RequestSubmission, RequestSummary};
pub use rights::{
    DataCategory, DataKept, Erasure, ErasureDecision, ErasureFate, ErasureForFamily, ErasureRequest,
    ErasureState, ErasureToDecide, Export, ExportState, Exports, KeptFor, PersonalData, RetentionRun,
    RetentionRuns,
};
pub use school_years::{
    PromotionCorrection, PromotionLine, SchoolYearOpened, SchoolYearOpening, SchoolYearToOpen, SchoolYears,
};
pub use second_factors::{PasswordProof, RecoveryCodes, SecondFactorCode, SecondFactorSetup};
pub use sign_ins::{Account, AccountGuardian, AccountHousehold, AccountStaff, SignIn, SignInRequest};
pub use sign_ups::{NewSignUp, SignUp, SignUpConfirmation, SignUpConfirmed, SignUpForm, SignUpUpdate};
pub use simulations::{Simulation, SimulationRequest};
pub use staff::{
    Invitation, InvitationOutcome, InvitationReport, InvitationRequest, NewStaffMember, Staff, StaffMember,
    StaffMemberUpdate,
};
pub use waiting::WaitingCounts;
