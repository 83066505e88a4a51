// Everything Intake needs in one resource group. docs/azure.md says in which order it is deployed, and what has not been run.

@description('Names begin with it. The task hub is named in host.json, so two apps need two storage accounts: one group each.')
@minLength(2)
@maxLength(10)
param name string

param location string = resourceGroup().location

@description('Where Communication Services keeps its data. It cannot be changed later.')
param smsDataLocation string

@description('Each becomes a Key Vault secret, and an app setting that refers to it.')
param secrets Secrets

@description('What is not secret.')
param settings Settings

@description('Standard_ZRS where the region has zones: the tables are the only copy of every ticket.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string = 'Standard_LRS'

@description('False for the first deployment: Event Grid greets the webhook when it subscribes, so the code must be running by then.')
param subscribeToSms bool = false

@secure()
type Secrets = {
  WhatsApp__AppSecret: string
  WhatsApp__VerifyToken: string
  WhatsApp__AccessToken: string
  HubSpot__ClientSecret: string
  HubSpot__AccessToken: string
  Slack__SigningSecret: string
  Slack__BotToken: string
  RingCentral__VerificationToken: string
  Email__WebhookSecret: string
  Email__ServerToken: string
  Sms__WebhookSecret: string
  Log__ReadKey: string
  Accounts__Token: string
}

type Settings = {
  WhatsApp__PhoneNumberId: string
  HubSpot__PublicUrl: string
  @description('A- and the id of the HubSpot user in whose name live chats are answered; empty without live chat.')
  HubSpot__ChatActor: string
  Slack__SupportChannel: string
  Email__From: string
  @description('Where accounts are looked up (docs/accounts.md); empty unless a playbook asks who its clients are.')
  Accounts__BaseUrl: string
  @description('A number bought for the Communication Services resource, which exists only after the first deployment.')
  Sms__From: string
  @description('Playbooks that ship with the program, by name, with commas between.')
  Intake__Playbooks: string
  @description('Called whenever an audit found all well. Somebody outside must notice when it stays silent.')
  Intake__HeartbeatUrl: string
  *: string
}

// The names of Secrets; a loop cannot take them from a secure parameter.
var secretNames = [
  'WhatsApp__AppSecret'
  'WhatsApp__VerifyToken'
  'WhatsApp__AccessToken'
  'HubSpot__ClientSecret'
  'HubSpot__AccessToken'
  'Slack__SigningSecret'
  'Slack__BotToken'
  'RingCentral__VerificationToken'
  'Email__WebhookSecret'
  'Email__ServerToken'
  'Sms__WebhookSecret'
  'Log__ReadKey'
  'Accounts__Token'
]

var token = uniqueString(resourceGroup().id, name)

// Built-in roles, by the ids every tenant knows them by.
var blobDataOwner = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
)
var queueDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
)
var tableDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
)
var metricsPublisher = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '3913510d-42f4-4e42-8a64-420c390055eb'
)
var secretsUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4633458b-17de-408a-b874-0445c86b69e6'
)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${name}-${token}'
  location: location
}

// Tables hold the truth; queues, blobs and the durable tables only the clocks.
resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'st${token}'
  location: location
  kind: 'StorageV2'
  sku: { name: storageSku }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource container 'containers' = {
      name: 'app-package'
      properties: { publicAccess: 'None' }
    }
  }
}

resource storageRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [blobDataOwner, queueDataContributor, tableDataContributor]: {
    name: guid(storage.id, identity.id, role)
    scope: storage
    properties: {
      roleDefinitionId: role
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${name}-${token}'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}-${token}'
  location: location
  kind: 'web'
  properties: { Application_Type: 'web', WorkspaceResourceId: logs.id, DisableLocalAuth: true }
}

resource insightsRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identity.id, metricsPublisher)
  scope: insights
  properties: {
    roleDefinitionId: metricsPublisher
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: 'kv-${token}'
  location: location
  properties: { tenantId: tenant().tenantId, sku: { family: 'A', name: 'standard' }, enableRbacAuthorization: true }

  resource secret 'secrets' = [
    for secret in secretNames: {
      name: replace(secret, '__', '-')
      properties: { value: secrets[secret] }
    }
  ]

  // By key, not by role: the documented role for sending (Contributor) may also delete the resource and read its keys.
  resource sms 'secrets' = {
    name: 'Sms-ConnectionString'
    properties: { value: communication.listKeys().primaryConnectionString }
  }
}

resource vaultRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: secretsUser
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource communication 'Microsoft.Communication/communicationServices@2023-04-01' = {
  name: 'acs-${name}-${token}'
  location: 'global'
  properties: { dataLocation: smsDataLocation }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}-${token}'
  location: location
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: 'func-${name}-${token}'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${storage::blobs::container.name}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      scaleAndConcurrency: {
        maximumInstanceCount: 40
        instanceMemoryMB: 2048
        // Clocks and webhooks must not wait for a cold start.
        alwaysReady: [
          { name: 'durable', instanceCount: 1 }
          { name: 'http', instanceCount: 1 }
        ]
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
    }
    siteConfig: { minTlsVersion: '1.2' }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identity.properties.clientId
        AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
        AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
        AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
        Sms__ConnectionString: '@Microsoft.KeyVault(SecretUri=${vault::sms.properties.secretUri})'
      },
      toObject(
        secretNames,
        secret => secret,
        secret => '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${replace(secret, '__', '-')})'
      ),
      settings
    )
    // Settings refer to these, and the app starts when its settings change.
    dependsOn: [storageRoles, insightsRole, vaultRole, vault::secret]
  }
}

resource smsEvents 'Microsoft.EventGrid/systemTopics@2022-06-15' = {
  name: 'evgt-${name}-${token}'
  location: 'global'
  properties: { source: communication.id, topicType: 'Microsoft.Communication.CommunicationServices' }

  resource toIntake 'eventSubscriptions' = if (subscribeToSms) {
    name: 'intake-sms'
    properties: {
      destination: {
        endpointType: 'WebHook'
        properties: {
          endpointUrl: 'https://${app.properties.defaultHostName}/api/webhooks/sms?code=${uriComponent(secrets.Sms__WebhookSecret)}'
        }
      }
      filter: {
        includedEventTypes: ['Microsoft.Communication.SMSReceived', 'Microsoft.Communication.SMSDeliveryReportReceived']
      }
      eventDeliverySchema: 'EventGridSchema'
    }
    dependsOn: [app::appSettings]
  }
}

output appName string = app.name
output appUrl string = 'https://${app.properties.defaultHostName}'
output communicationName string = communication.name
